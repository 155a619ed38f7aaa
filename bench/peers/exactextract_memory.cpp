// exactextract's shares of four layers that are in memory: no reading, no statistics, no output.
//
//     pip download --no-deps --no-binary :all: exactextract==0.3.0
//     tar xf exactextract-0.3.0.tar.gz && cd exactextract-0.3.0/src
//     files="box cell coordinate floodfill geos_utils grid measures perimeter_distance"
//     files="$files raster_cell_intersection side traversal traversal_areas"
//     g++ -std=c++17 -O3 -DNDEBUG -I. THIS $(printf '%s.cpp ' $files) -lgeos_c -o /tmp/ee
//     /tmp/ee DIR     (what make_input.py wrote)
#include "raster_cell_intersection.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

int main(int, char** arguments) {
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKBReader* reader = GEOSWKBReader_create_r(geos);
    std::vector<GEOSGeometry*> layers;
    for (const char* carrier : {"A", "B", "C", "D"}) {
        std::ifstream file(std::string(arguments[1]) + "/dissolved_" + carrier + ".wkb",
                           std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        layers.push_back(GEOSWKBReader_read_r(
            geos, reader, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
    }
    for (const int part : {1, 2}) { // cells of 250 m and 125 m
        const exactextract::Grid<exactextract::bounded_extent> grid{
            {135.85, 33.7, 135.85 + 365 / 320.0, 33.7 + 740 / 480.0},
            1 / 320.0 / part,
            1 / 480.0 / part};
        double least = 1e9;
        double sum = 0.0;
        for (int run = 0; run < 5; ++run) {
            sum = 0.0;
            const std::clock_t start = std::clock();
            for (const GEOSGeometry* layer : layers) {
                const auto shares = exactextract::raster_cell_intersection(grid, geos, layer);
                sum += shares(shares.rows() / 2, shares.cols() / 2);
            }
            least = std::min(least, double(std::clock() - start) / CLOCKS_PER_SEC);
        }
        std::printf("%d m: %.3f s CPU (least of 5; middle cells sum to %.3f)\n", 250 / part, least,
                    sum);
    }
}
