// A table that sorts by any of its columns and shows its first rows, more on demand.
import type { Text } from './study_data';
import { both_of, button, element, whole, type Child } from './words';

export interface Column<Row> {
  heading: Text;
  /** What a row is sorted by; null, not known, comes last either way. */
  key: (row: Row) => number | string | null;
  /** What a cell shows; the key where it is left out. */
  cell?: (row: Row) => Child;
  numeric?: boolean;
  /** The cell that names the row, and selects it. */
  names?: boolean;
}

const kStep = 100;

export class Table<Row> {
  readonly node: HTMLElement;
  private readonly body = element('tbody');
  private readonly heads: HTMLTableCellElement[];
  private readonly more: HTMLButtonElement;
  private readonly caption = element('caption');
  private rows: Row[] = [];
  private sorted: Row[] = [];
  private shown = kStep;
  private rising = true;

  constructor(
    id: string,
    private readonly columns: Column<Row>[],
    private readonly id_of: (row: Row) => string,
    private readonly choose: (row: Row, from: HTMLElement) => void,
    private selected = '',
    private by = -1,
  ) {
    this.heads = columns.map((column, at) => {
      const sort = element('button', { type: 'button' }, both_of(column.heading));
      sort.addEventListener('click', () => this.sort_by(at));
      return element('th', { scope: 'col', class: column.numeric ? 'n' : 's' }, sort);
    });
    this.tell_order();
    this.more = button({ ja: '続きを表示', en: 'Show more' }, { class: 'plain' });
    this.more.addEventListener('click', () => {
      const first = this.shown;
      this.shown += kStep;
      this.draw();
      this.body.rows[first]?.querySelector<HTMLElement>('button')?.focus();
    });
    const table = element(
      'table',
      { id },
      this.caption,
      element('thead', {}, element('tr', {}, ...this.heads)),
      this.body,
    );
    this.node = element(
      'div',
      {},
      element('div', { class: 'scroll rows', tabindex: '0', role: 'region', 'aria-labelledby': `${id}-caption` }, table),
      this.more,
    );
    this.caption.id = `${id}-caption`;
  }

  fill(rows: Row[], caption: Node, selected: string): void {
    const same = rows.length === this.rows.length && rows.every((row, at) => row === this.rows[at]);
    if (!same) {
      this.shown = kStep;
    }
    this.rows = rows;
    this.selected = selected;
    this.caption.replaceChildren(caption);
    this.order();
    this.draw();
  }

  /** As they stand in the table. */
  all(): Row[] {
    return this.sorted;
  }

  /** The button of a row's name; nothing where the row is not shown. */
  button_of(id: string): HTMLElement | null {
    const line = [...this.body.rows].find((row) => row.dataset['id'] === id);
    return line?.querySelector<HTMLElement>('button.name') ?? null;
  }

  private sort_by(at: number): void {
    this.rising = this.by === at ? !this.rising : !this.columns[at]!.numeric;
    this.by = at;
    this.tell_order();
    this.order();
    this.draw();
  }

  private tell_order(): void {
    this.heads.forEach((head, i) => {
      if (i === this.by) {
        head.setAttribute('aria-sort', this.rising ? 'ascending' : 'descending');
      } else {
        head.removeAttribute('aria-sort');
      }
    });
  }

  private order(): void {
    this.sorted = [...this.rows];
    const column = this.columns[this.by];
    if (column) {
      const sign = this.rising ? 1 : -1;
      this.sorted.sort((a, b) => {
        const [p, q] = [column.key(a), column.key(b)];
        if (p === null || q === null) {
          return Number(p === null) - Number(q === null);
        }
        return typeof p === 'number' && typeof q === 'number'
          ? sign * (p - q)
          : sign * String(p).localeCompare(String(q), 'ja');
      });
    }
  }

  private draw(): void {
    this.body.replaceChildren(...this.sorted.slice(0, this.shown).map((row) => this.line(row)));
    this.more.hidden = this.sorted.length <= this.shown;
  }

  private line(row: Row): HTMLTableRowElement {
    const id = this.id_of(row);
    const line = element('tr', { 'data-id': id, ...(id === this.selected ? { 'aria-current': 'true' } : {}) });
    for (const column of this.columns) {
      const key = column.key(row);
      const child = column.cell
        ? column.cell(row)
        : key === null
          ? '－'
          : typeof key === 'number'
            ? whole(key)
            : key;
      if (column.names) {
        const name = element('button', { type: 'button', class: 'name' }, child || '－');
        name.addEventListener('click', () => this.choose(row, name));
        line.append(element('th', { scope: 'row' }, name));
      } else {
        line.append(element('td', { class: column.numeric ? 'n' : '' }, child));
      }
    }
    return line;
  }
}
