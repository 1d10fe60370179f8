// SPDX-License-Identifier: Apache-2.0
// The language of the screen: catalogues are loaded one at a time.

import {
	createContext,
	Fragment,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useMemo,
	useState,
} from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { slug } from '../lib/notes';
import type en from './en.json';
import { digits, format, formatParts } from './format';

export type MessageKey = keyof typeof en;
type Catalogue = Record<MessageKey, string>;
export type Values = Record<string, string | number>;
export type Translate = (key: MessageKey, values?: Values) => string;

/** Each language under its own name. */
export const LANGUAGES = {
	ar: 'العربية',
	en: 'English',
} as const;
export type Language = keyof typeof LANGUAGES;

const LOADERS: Record<Language, () => Promise<{ default: Catalogue }>> = {
	ar: () => import('./ar.json'),
	en: () => import('./en.json'),
};

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(['ar']);

const STORE = 'openpiu.language';

function isLanguage(text: string | null): text is Language {
	return text !== null && text in LANGUAGES;
}

function firstLanguage(): Language {
	const kept = localStorage.getItem(STORE);
	if (isLanguage(kept)) return kept;
	for (const wanted of navigator.languages) {
		const short = wanted.slice(0, 2);
		if (isLanguage(short)) return short;
	}
	return 'en';
}

interface I18n {
	language: Language;
	setLanguage: (language: Language) => void;
	catalogue: Catalogue;
}

const Context = createContext<I18n | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
	const [wanted, setWanted] = useState<Language>(firstLanguage);
	const [loaded, setLoaded] = useState<{ language: Language; catalogue: Catalogue }>();

	useEffect(() => {
		let current = true;
		LOADERS[wanted]().then((module) => {
			if (!current) return;
			document.documentElement.lang = wanted;
			document.documentElement.dir = RIGHT_TO_LEFT.has(wanted) ? 'rtl' : 'ltr';
			setLoaded({ language: wanted, catalogue: module.default });
		});
		return () => {
			current = false;
		};
	}, [wanted]);

	const setLanguage = useCallback((language: Language) => {
		localStorage.setItem(STORE, language);
		setWanted(language);
	}, []);

	const value = useMemo(() => loaded && { ...loaded, setLanguage }, [loaded, setLanguage]);
	if (!value) return null;
	return (
		<I18nProvider locale={digits(value.language)}>
			<Context value={value}>{children}</Context>
		</I18nProvider>
	);
}

export function useLanguage(): I18n {
	const value = useContext(Context);
	if (!value) throw new Error('no LanguageProvider above');
	return value;
}

export function useT(): Translate {
	const { language, catalogue } = useLanguage();
	return useCallback(
		(key, values = {}) => format(catalogue[key] ?? key, values, language),
		[catalogue, language],
	);
}

/** The text of a code from the unit ("hit.decided"), or the code itself where there is none. */
export function useTerm(): (group: string, code: string) => string {
	const { catalogue } = useLanguage();
	return useCallback(
		(group, code) => (catalogue as Record<string, string>)[`${group}.${code}`] ?? code,
		[catalogue],
	);
}

/** What the unit said in a fixed English phrase, in the reader's language where the catalogue has it. */
export function usePhrase(): (group: string, phrase: string) => string {
	const { catalogue } = useLanguage();
	return useCallback(
		(group, phrase) => (catalogue as Record<string, string>)[`${group}.${slug(phrase)}`] ?? phrase,
		[catalogue],
	);
}

/** A message whose values may be elements, such as a `bdi` or a link. */
export function T({ k, values = {} }: { k: MessageKey; values?: Record<string, ReactNode> }) {
	const { language, catalogue } = useLanguage();
	return formatParts<ReactNode>(catalogue[k] ?? k, values, language).map((part, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: the parts of one message keep their order
		<Fragment key={index}>{part}</Fragment>
	));
}

export interface Formats {
	number: (value: number) => string;
	percent: (value: number) => string;
	instant: (text: string | undefined) => string;
	day: (text: string | undefined) => string;
}

/** Numbers and times of operational screens: Latin digits, 24 hours, UTC. */
export function useFormats(): Formats {
	const { language } = useLanguage();
	return useMemo(() => {
		const tag = digits(language === 'en' ? 'en-GB' : language);
		const number = new Intl.NumberFormat(tag);
		const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
		const day = { day: '2-digit', month: 'short', timeZone: 'UTC' } as const;
		const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
		const days = new Intl.DateTimeFormat(tag, day);
		const instants = new Intl.DateTimeFormat(tag, { ...day, ...clock });
		const write = (form: Intl.DateTimeFormat, text: string | undefined) => {
			const at = text ? Date.parse(text.length === 16 ? `${text}Z` : text) : Number.NaN;
			return Number.isNaN(at) ? (text ?? '') : form.format(at);
		};
		return {
			number: number.format,
			percent: percent.format,
			instant: (text) => write(instants, text),
			day: (text) => write(days, text),
		};
	}, [language]);
}
