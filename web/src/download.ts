// Files of what is filtered, made in the page: CSV for Excel (UTF-8 with byte order mark), GeoJSON.

export type Values = Record<string, string | number | boolean | null>;

/** Texts that a spreadsheet would compute are kept texts by an apostrophe before them (OWASP, CSV Injection). */
function kept_text(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** RFC 4180, CRLF. */
export function csv_of(rows: Values[], columns: string[]): string {
  const quoted = (value: Values[string]) => {
    const text =
      value === null ? '' : typeof value === 'boolean' ? String(Number(value)) : typeof value === 'string' ? kept_text(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? null))];
  return '\ufeff' + lines.map((line) => line.map(quoted).join(',') + '\r\n').join('');
}

export interface GeoJsonGeometry {
  type: 'Point' | 'MultiPolygon';
  coordinates: unknown;
}

/** RFC 7946. Positions are JGD2011, which agrees with its WGS 84 to what its figures can say. */
export function geojson_of(rows: Values[], geometries: GeoJsonGeometry[]): string {
  const features = rows.map((properties, at) => ({ type: 'Feature', geometry: geometries[at], properties }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
