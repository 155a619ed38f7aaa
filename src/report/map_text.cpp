#include "report/map_text.hpp"

#include "report/fonts.hpp"
#include "report/printable.hpp"

#include <pango/pangocairo.h>

namespace todoku::report::sheet {

namespace {

struct GObjectDeleter {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using GHandle = std::unique_ptr<T, GObjectDeleter>;

struct FontDescriptionDeleter {
    void operator()(PangoFontDescription* description) const {
        pango_font_description_free(description);
    }
};
Rect in_points(const PangoRectangle& r) {
    constexpr double kUnit = 1.0 / PANGO_SCALE;
    return {r.x * kUnit, r.y * kUnit, r.width * kUnit, r.height * kUnit};
}

int in_pango_units(double points) {
    return static_cast<int>(points * PANGO_SCALE);
}

void set_source(cairo_t* cairo, const Colour& colour) {
    cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, colour.opacity);
}

} // namespace

struct TextBlock::Impl {
    GHandle<PangoLayout> layout;
};

TextBlock::TextBlock(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
    PangoRectangle ink;
    PangoRectangle logical;
    pango_layout_get_extents(impl_->layout.get(), &ink, &logical);
    ink_ = in_points(ink);
    const Rect area = in_points(logical);
    size_ = {area.right(), area.bottom()};
    cut_ = pango_layout_is_ellipsized(impl_->layout.get()) != 0;
}
TextBlock::TextBlock(TextBlock&&) noexcept = default;
TextBlock& TextBlock::operator=(TextBlock&&) noexcept = default;
TextBlock::~TextBlock() = default;

void TextBlock::draw(cairo_t* cairo, Point origin, const TextPaint& paint) const {
    PangoLayout* layout = impl_->layout.get();
    cairo_save(cairo);
    cairo_translate(cairo, origin.x, origin.y);
    if (paint.halo_pt > 0.0 || paint.weight_pt > 0.0) {
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
        cairo_move_to(cairo, 0.0, 0.0);
        pango_cairo_layout_path(cairo, layout);
        if (paint.halo_pt > 0.0) {
            set_source(cairo, paint.halo);
            cairo_set_line_width(cairo, 2.0 * paint.halo_pt);
            cairo_stroke_preserve(cairo);
        }
        if (paint.weight_pt > 0.0) {
            set_source(cairo, paint.colour);
            cairo_set_line_width(cairo, paint.weight_pt);
            cairo_stroke_preserve(cairo);
        }
        cairo_new_path(cairo);
    }
    set_source(cairo, paint.colour);
    cairo_move_to(cairo, 0.0, 0.0);
    pango_cairo_show_layout(cairo, layout);
    cairo_restore(cairo);
}

void TextBlock::draw_centred(cairo_t* cairo, Point middle, const TextPaint& paint) const {
    const Point own = ink_.centre();
    draw(cairo, {middle.x - own.x, middle.y - own.y}, paint);
}

struct Typesetter::Impl {
    std::string family;
    GHandle<PangoFontMap> fonts;
    GHandle<PangoContext> context;
    std::unique_ptr<PangoFontDescription, FontDescriptionDeleter> face;
};

Typesetter::Typesetter() : impl_(std::make_unique<Impl>()) {
    impl_->family = japanese_family();
    impl_->fonts.reset(pango_cairo_font_map_new());
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(impl_->fonts.get()), 72.0);
    impl_->context.reset(pango_font_map_create_context(impl_->fonts.get()));
    // Without these the same text is laid out differently for PDF and PNG, and small text is
    // unevenly spaced.
    pango_context_set_round_glyph_positions(impl_->context.get(), FALSE);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(impl_->context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_language(impl_->context.get(), pango_language_from_string("ja"));
    impl_->face.reset(pango_font_description_new());
    pango_font_description_set_family(impl_->face.get(), impl_->family.c_str());
}
Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;
Typesetter::~Typesetter() = default;

const std::string& Typesetter::family() const {
    return impl_->family;
}

TextBlock Typesetter::set(std::string_view text, const TextStyle& style) const {
    const std::string clean = printable(text);
    GHandle<PangoLayout> layout(pango_layout_new(impl_->context.get()));
    pango_font_description_set_absolute_size(impl_->face.get(), style.size_pt * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), impl_->face.get());
    pango_layout_set_text(layout.get(), clean.data(), static_cast<int>(clean.size()));
    if (style.letter_spacing_pt > 0.0) {
        PangoAttrList* attributes = pango_attr_list_new();
        pango_attr_list_insert(
            attributes, pango_attr_letter_spacing_new(in_pango_units(style.letter_spacing_pt)));
        pango_layout_set_attributes(layout.get(), attributes);
        pango_attr_list_unref(attributes);
    }
    if (style.width_pt > 0.0) {
        pango_layout_set_width(layout.get(), in_pango_units(style.width_pt));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(layout.get(), -style.lines);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
    pango_layout_set_line_spacing(layout.get(), static_cast<float>(style.line_spacing));
    if (style.centred) {
        pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
    }
    auto impl = std::make_unique<TextBlock::Impl>();
    impl->layout = std::move(layout);
    return TextBlock(std::move(impl));
}

} // namespace todoku::report::sheet
