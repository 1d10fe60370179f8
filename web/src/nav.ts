// SPDX-License-Identifier: Apache-2.0
// The places of the application, and what one must be permitted to go there.

import type { Permission } from './api/types';
import type { IconName } from './ui/icon';

/** One of these permissions. */
export type Needs = Permission | readonly Permission[];

export interface Place {
	path: string;
	title:
		| 'nav.flights'
		| 'nav.hits'
		| 'nav.masked'
		| 'nav.keeping'
		| 'nav.lists'
		| 'nav.messages'
		| 'nav.audit'
		| 'nav.oversight'
		| 'nav.rights'
		| 'nav.register'
		| 'nav.breaches'
		| 'nav.support'
		| 'nav.users'
		| 'nav.keys'
		| 'nav.law';
	needs: Needs;
	icon: IconName;
}

export const PLACES: readonly Place[] = [
	{ path: '/flights', title: 'nav.flights', needs: 'flights.read', icon: 'board' },
	{ path: '/hits', title: 'nav.hits', needs: 'hits.read', icon: 'hit' },
	{
		path: '/masked',
		title: 'nav.masked',
		needs: ['unmask.ask', 'unmask.decide', 'unmask.review'],
		icon: 'erased',
	},
	{ path: '/lists', title: 'nav.lists', needs: 'lists.read', icon: 'list' },
	{ path: '/messages', title: 'nav.messages', needs: 'messages.read', icon: 'message' },
	{ path: '/keeping', title: 'nav.keeping', needs: 'retention.read', icon: 'clock' },
	{ path: '/audit', title: 'nav.audit', needs: 'audit.read', icon: 'trail' },
	{ path: '/oversight', title: 'nav.oversight', needs: 'audit.read', icon: 'oversight' },
	{ path: '/register', title: 'nav.register', needs: 'audit.read', icon: 'list' },
	{ path: '/breaches', title: 'nav.breaches', needs: 'audit.read', icon: 'warning' },
	{ path: '/rights', title: 'nav.rights', needs: 'rights.manage', icon: 'rights' },
	{ path: '/users', title: 'nav.users', needs: 'users.manage', icon: 'people' },
	{ path: '/keys', title: 'nav.keys', needs: 'keys.manage', icon: 'key' },
	{
		path: '/support',
		title: 'nav.support',
		needs: ['support.consent', 'support.read'],
		icon: 'help',
	},
	{ path: '/law', title: 'nav.law', needs: 'profile.read', icon: 'law' },
];
