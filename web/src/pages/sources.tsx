// SPDX-License-Identifier: Apache-2.0
// The messages in which a traveller stands, as the carrier sent them.

import { useEffect, useRef } from 'react';
import type { Finding, Source } from '../api/types';
import { useFormats, useLanguage, useT, useTerm } from '../i18n';
import { type HiddenLine, type SegmentLine, sourceLines } from '../lib/segments';
import { Code, Instant, SourceChip } from '../ui/code';
import { Icon } from '../ui/icon';
import { useLight, useSegmentLight } from './light';

function SegmentText({ line }: { line: SegmentLine }) {
	const { segment, text } = line;
	const rest = text.startsWith(segment.tag) ? text.slice(segment.tag.length) : text;
	return (
		<>
			<span className="segment-number">{segment.number}</span>
			<span className="segment-text">
				<b>{segment.tag}</b>
				{rest}
			</span>
		</>
	);
}

function Segment({ source, line }: { source: number; line: SegmentLine }) {
	const term = useTerm();
	const { lit, traced, button } = useSegmentLight(source, line.segment.number);
	const gloss = term('tag', line.segment.tag);
	const title = gloss === line.segment.tag ? undefined : gloss;
	return (
		<li data-lit={lit || undefined} data-mine={line.segment.mine || undefined}>
			{traced ? (
				<button type="button" className="segment" title={title} {...button}>
					<SegmentText line={line} />
				</button>
			) : (
				<span className="segment" title={title}>
					<SegmentText line={line} />
				</span>
			)}
		</li>
	);
}

function Hidden({ line }: { line: HiddenLine }) {
	const t = useT();
	const { language } = useLanguage();
	return (
		<li className="segment-hidden">
			<span lang={language} dir="auto">
				{t('sources.hidden', { n: line.tags.length })}
			</span>
		</li>
	);
}

function FindingRow({ finding }: { finding: Finding }) {
	const t = useT();
	return (
		<li data-tone={finding.severity}>
			<Icon name={finding.severity} />
			<span>
				<strong>{t(`finding.${finding.severity}`)}</strong>{' '}
				{finding.line ? t('finding.line', { n: finding.line }) : ''}
				{finding.segment ? t('finding.segment', { n: finding.segment }) : ''}{' '}
				<bdi lang="en">{finding.text}</bdi> <Code mono>{finding.code}</Code>
			</span>
		</li>
	);
}

export function Findings({ findings }: { findings: readonly Finding[] }) {
	if (findings.length === 0) return null;
	return (
		<ul className="findings">
			{findings.map((finding) => (
				<FindingRow
					key={`${finding.code} ${finding.segment} ${finding.line} ${finding.text}`}
					finding={finding}
				/>
			))}
		</ul>
	);
}

function Removed({ removed }: { removed: Source['removed'] }) {
	const t = useT();
	const term = useTerm();
	const { number } = useFormats();
	if (removed.length === 0) return null;
	return (
		<div className="removed">
			<p className="with-icon">
				<Icon name="erased" />
				{t('sources.removed')}
			</p>
			<ul>
				{removed.map((one) => (
					<li key={one.code}>
						<Code mono>{one.code}</Code> × {number(one.count)}{' '}
						<span className="quiet">{term('removed', one.why)}</span>
					</li>
				))}
			</ul>
		</div>
	);
}

function SourceHead({ source }: { source: Source }) {
	const t = useT();
	const term = useTerm();
	const { message } = source;
	return (
		<header className="source-head">
			<h3>
				<SourceChip source={source.source} /> <Code>{message.type}</Code>{' '}
				{message.function && term('function', message.function)}
			</h3>
			<p className="quiet">
				{message.sender && (
					<>
						{t('messages.sender')} <Code>{message.sender}</Code> ·{' '}
					</>
				)}
				{t('messages.received')} <Instant text={message.received_at} />
			</p>
		</header>
	);
}

/** Brings the first lit segment into the box, without moving the page. */
function useScrollToLight() {
	const box = useRef<HTMLElement>(null);
	const light = useLight();
	useEffect(() => {
		const lit = box.current?.querySelector<HTMLElement>('[data-lit]');
		if (light?.of !== 'fields' || !box.current || !lit) return;
		const { scrollTop, clientHeight } = box.current;
		const top = lit.offsetTop;
		if (top < scrollTop || top + lit.offsetHeight > scrollTop + clientHeight) {
			box.current.scrollTo({ top: top - clientHeight / 3 });
		}
	}, [light]);
	return box;
}

export function Sources({ sources }: { sources: readonly Source[] }) {
	const t = useT();
	const box = useScrollToLight();
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
		<section ref={box} className="sources" aria-label={t('sources.title')} tabIndex={0}>
			{sources.map((source, index) => (
				<article key={`${source.source} ${source.message.id}`} className="source">
					<SourceHead source={source} />
					<ol className="segments" dir="ltr" aria-label={t('sources.segments')}>
						{sourceLines(source).map((line) =>
							line.kind === 'segment' ? (
								<Segment key={line.segment.number} source={index} line={line} />
							) : (
								<Hidden key={`hidden ${line.first}`} line={line} />
							),
						)}
					</ol>
					<Removed removed={source.removed} />
					<Findings findings={source.findings} />
				</article>
			))}
			{sources.length === 0 && <p className="quiet">{t('sources.none')}</p>}
		</section>
	);
}
