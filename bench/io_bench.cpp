// How long ledgers and lists of addresses take to read.
//
// The inputs are made here: a ledger of 200,000 rows and 20 columns in CP932 (about 36 MB), and a
// 街区レベル位置参照情報 of 400,000 rows (about 45 MB). With TODOKU_BENCH_DIR set they stay in
// that folder (ledger.csv, blocks.csv), so that other programs can be timed on the same files.
#include "core/encoding.hpp"
#include "io/readers.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

using namespace todoku;
namespace fs = std::filesystem;

constexpr int kLedgerRows = 200'000;
constexpr int kBlockRows = 400'000;

fs::path folder() {
    const char* chosen = std::getenv("TODOKU_BENCH_DIR");
    fs::path path =
        chosen != nullptr ? fs::path(chosen) : fs::temp_directory_path() / "todoku_io_bench";
    fs::create_directories(path);
    return path;
}

void write(const fs::path& file, const std::string& utf8) {
    std::ofstream(file, std::ios::binary) << encode_cp932(utf8).bytes;
}

/// Rows as property ledgers have them: repeating departments and uses, names and addresses of their
/// own, full-width digits, era years.
const fs::path& ledger() {
    static const fs::path file = [] {
        constexpr const char* kUses[] = {"学校", "庁舎",     "公民館",
                                         "公園", "消防施設", "防災行政無線子局"};
        constexpr const char* kKinds[] = {"建物", "建物", "建物", "土地", "建物", "柱"};
        std::string text = "資産番号,名称,用途,資産種別,所管課,連絡先,所在地,市区町村コード,緯度,"
                           "経度,高さ(m),階数,構造,"
                           "延床面積(㎡),電源,光回線,建築年,共用可否,公開可否,備考\r\n";
        for (int i = 0; i < kLedgerRows; ++i) {
            text += fmt::format(
                "A{:07},第{}地区施設{},{},{},総務部施設管理課第{}係,059-{:03}-{:04},"
                "津市一志町大字八太{}番地の{},"
                "242012,{:.6f},{:.6f},{},地上{}階,RC造,\"{},{:03}\",{},{},昭和{}年{}月,{},可,{}"
                "\r\n",
                i, i % 997, i, kUses[i % 6], kKinds[i % 6], i % 37, i % 1000, i % 10000, i % 3000,
                i % 17, 34.0 + (i % 500) * 0.001, 136.0 + static_cast<double>(i / 500) * 0.001,
                i % 2 == 0 ? "１２．５ｍ" : "8.2", i % 5 + 1, i % 9 + 1, i % 1000,
                i % 3 == 0 ? "有" : "無", i % 4 == 0 ? "○" : "×", i % 50 + 10, i % 12 + 1,
                i % 5 == 0 ? "不可" : "可", i % 11 == 0 ? "耐震補強済" : "");
        }
        const fs::path path = folder() / "ledger.csv";
        write(path, text);
        return path;
    }();
    return file;
}

const fs::path& blocks() {
    static const fs::path file = [] {
        std::string text = "\"都道府県名\",\"市区町村名\",\"大字・丁目名\",\"小字・通称名\","
                           "\"街区符号・地番\",\"座標系番号\","
                           "\"Ｘ座標\",\"Ｙ座標\",\"緯度\",\"経度\",\"住居表示フラグ\","
                           "\"代表フラグ\",\"更新前履歴フラグ\","
                           "\"更新後履歴フラグ\"\r\n";
        for (int i = 0; i < kBlockRows; ++i) {
            text += fmt::format(
                "\"三重県\",\"第{}市\",\"北町{}\",\"\",\"{}\",\"6\",\"-{}.5\",\"{}.1\","
                "\"{:.6f}\",\"{:.6f}\",\"0\",\"1\",\"0\",\"0\"\r\n",
                i / 14'000, i / 100 % 140, i % 100 + 1, i, i, 34.0 + i * 1e-6, 136.0 + i * 1e-6);
        }
        const fs::path path = folder() / "blocks.csv";
        write(path, text);
        return path;
    }();
    return file;
}

void read_ledger(benchmark::State& state) {
    io::AssetSource source;
    source.file = ledger();
    for (auto _ : state) {
        const auto loaded = io::read_assets(source);
        if (loaded.counts.used != kLedgerRows) {
            state.SkipWithError("rows were lost");
        }
    }
    state.SetItemsProcessed(state.iterations() * kLedgerRows);
}
BENCHMARK(read_ledger)->Unit(benchmark::kMillisecond);

void join_ledger_with_itself(benchmark::State& state) {
    io::AssetSource source;
    source.file = ledger();
    const auto loaded = io::read_assets(source);
    for (auto _ : state) {
        auto joined = io::join_duplicates(loaded.value);
        benchmark::DoNotOptimize(joined.value.data());
    }
    state.SetItemsProcessed(state.iterations() * kLedgerRows);
}
BENCHMARK(join_ledger_with_itself)->Unit(benchmark::kMillisecond);

void find_addresses(benchmark::State& state) {
    const io::AddressSource source{{blocks()}, {"blocks.csv"}, 24};
    std::vector<io::AddressQuery> queries;
    for (int i = 0; i < state.range(0); ++i) {
        queries.push_back(
            {fmt::format("三重県第{}市大字北町{}-{}番地の1", i % 28, i % 140, i % 100 + 1), ""});
    }
    for (auto _ : state) {
        const auto found = io::find_addresses(source, queries);
        benchmark::DoNotOptimize(found.value.data());
    }
    state.SetItemsProcessed(state.iterations() * kBlockRows);
}
BENCHMARK(find_addresses)->Arg(100)->Arg(20'000)->Unit(benchmark::kMillisecond);

} // namespace
