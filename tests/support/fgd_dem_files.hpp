// Files of 基盤地図情報 数値標高モデル for tests and benchmarks, in the layout GSI writes.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>

namespace todoku::test {

struct FgdDem {
    std::string mesh = "52360472"; ///< secondary (6 digits) or tertiary (8)
    int columns = 225;
    int rows = 150;
    int start_x = 0;
    int start_y = 0;
    std::string tuples; ///< lines "地表面,12.34"
};

/// South and west of a secondary or tertiary mesh cell, in degrees. Source: JIS X 0410.
inline double south_of(const std::string& mesh) {
    const auto digit = [&](std::size_t i) { return i < mesh.size() ? mesh[i] - '0' : 0; };
    return (digit(0) * 10 + digit(1)) / 1.5 + digit(4) / 12.0 + digit(6) / 120.0;
}
inline double west_of(const std::string& mesh) {
    const auto digit = [&](std::size_t i) { return i < mesh.size() ? mesh[i] - '0' : 0; };
    return 100.0 + digit(2) * 10 + digit(3) + digit(5) / 8.0 + digit(7) / 80.0;
}

inline std::string fgd_dem_xml(const FgdDem& dem) {
    const bool third = dem.mesh.size() == 8;
    const double south = south_of(dem.mesh);
    const double west = west_of(dem.mesh);
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<Dataset xsi:schemaLocation="http://fgd.gsi.go.jp/spec/2008/FGD_GMLSchema FGD_GMLSchema.xsd" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://fgd.gsi.go.jp/spec/2008/FGD_GMLSchema" gml:id="Dataset1">
<gml:description>基盤地図情報メタデータ ID=fmdid:15-3101</gml:description>
<gml:name>基盤地図情報ダウンロードデータ（GML版）</gml:name>
<DEM gml:id="DEM001">
<fid>fgoid:10-00100-15-60101-{0}</fid>
<lfSpanFr gml:id="DEM001-1"><gml:timePosition>2016-10-01</gml:timePosition></lfSpanFr>
<devDate gml:id="DEM001-2"><gml:timePosition>2016-10-01</gml:timePosition></devDate>
<orgGILvl>0</orgGILvl>
<orgMDId>H22C0170</orgMDId>
<type>5mメッシュ（標高）</type>
<mesh>{0}</mesh>
<coverage gml:id="DEM001-3">
<gml:boundedBy>
<gml:Envelope srsName="fguuid:jgd2011.bl">
<gml:lowerCorner>{1:.9f} {2:.9f}</gml:lowerCorner>
<gml:upperCorner>{3:.9f} {4:.9f}</gml:upperCorner>
</gml:Envelope>
</gml:boundedBy>
<gml:gridDomain>
<gml:Grid gml:id="DEM001-4" dimension="2">
<gml:limits>
<gml:GridEnvelope>
<gml:low>0 0</gml:low>
<gml:high>{5} {6}</gml:high>
</gml:GridEnvelope>
</gml:limits>
<gml:axisLabels>x y</gml:axisLabels>
</gml:Grid>
</gml:gridDomain>
<gml:rangeSet>
<gml:DataBlock>
<gml:rangeParameters>
<gml:QuantityList uom="DEM構成点"></gml:QuantityList>
</gml:rangeParameters>
<gml:tupleList>
{9}</gml:tupleList>
</gml:DataBlock>
</gml:rangeSet>
<gml:coverageFunction>
<gml:GridFunction>
<gml:sequenceRule order="+x-y">Linear</gml:sequenceRule>
<gml:startPoint>{7} {8}</gml:startPoint>
</gml:GridFunction>
</gml:coverageFunction>
</coverage>
</DEM>
</Dataset>
)",
        dem.mesh, south, west, south + (third ? 1.0 / 120.0 : 1.0 / 12.0),
        west + (third ? 1.0 / 80.0 : 1.0 / 8.0), dem.columns - 1, dem.rows - 1, dem.start_x,
        dem.start_y, dem.tuples);
}

/// Tuples of all cells from a function of latitude and longitude of their middles; "" is a void.
inline std::string fgd_tuples(const FgdDem& dem,
                              const std::function<std::string(double, double)>& tuple_at) {
    const bool third = dem.mesh.size() == 8;
    const double height = third ? 1.0 / 120.0 : 1.0 / 12.0;
    const double width = third ? 1.0 / 80.0 : 1.0 / 8.0;
    std::string text;
    for (int row = 0; row < dem.rows; ++row) {
        const double lat = south_of(dem.mesh) + height * (1.0 - (row + 0.5) / dem.rows);
        for (int column = 0; column < dem.columns; ++column) {
            const double lng = west_of(dem.mesh) + width * (column + 0.5) / dem.columns;
            const std::string tuple = tuple_at(lat, lng);
            text += (tuple.empty() ? "データなし,-9999." : tuple) + "\n";
        }
    }
    return text;
}

} // namespace todoku::test
