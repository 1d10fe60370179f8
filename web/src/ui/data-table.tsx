// SPDX-License-Identifier: Apache-2.0
// A table of records: real table markup, rows reached by link and by keys.

import { type ReactNode, useRef } from 'react';
import { useRowKeys } from '../lib/keys';

export interface Column<Row> {
	id: string;
	header: ReactNode;
	cell: (row: Row) => ReactNode;
	/** numbers stand at the end of their column */
	number?: boolean;
	/** names the row for those who hear it */
	head?: boolean;
}

interface DataTableProps<Row> {
	label: string;
	columns: readonly Column<Row>[];
	rows: readonly Row[];
	keyOf: (row: Row) => string;
	mark?: (row: Row) => string | undefined;
	empty: ReactNode;
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
	const className = column.number ? 'number' : undefined;
	return column.head ? (
		<th scope="row" className={className} data-column={column.id}>
			{column.cell(row)}
		</th>
	) : (
		<td className={className} data-column={column.id}>
			{column.cell(row)}
		</td>
	);
}

export function DataTable<Row>(props: DataTableProps<Row>) {
	const { label, columns, rows, keyOf, mark, empty } = props;
	if (rows.length === 0) return <div className="empty">{empty}</div>;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
		<section className="table-scroll" aria-label={label} tabIndex={0}>
			<table className="table">
				<thead>
					<tr>
						{columns.map((column) => (
							<th key={column.id} scope="col" className={column.number ? 'number' : undefined}>
								{column.header}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={keyOf(row)} data-mark={mark?.(row)}>
							{columns.map((column) => (
								<Cell key={column.id} column={column} row={row} />
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

/** Arrow keys, j and k go from row to row of the tables within. */
export function RowKeys({ children }: { children: ReactNode }) {
	const ref = useRef<HTMLDivElement>(null);
	useRowKeys(ref);
	return <div ref={ref}>{children}</div>;
}
