/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/write/test_model.h"
void made_pnrgov(struct making *g, bool xml)
{
	made_envelope(g, MESSAGE_PAXLST);
	(void)xml;
}
