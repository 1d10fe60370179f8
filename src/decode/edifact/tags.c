/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/edifact/edi.h"

#include <string.h>

/* Service segments of ISO 9735; segments of PAXLST and CUSRES (UN/EDIFACT),
 * PNRGOV, ACKRES and GOVREQ (PADIS), CONTRL. Sorted. */
static const char tags[] =
	"ABI ADD APD ATT AUT BGM CNT COM CPI CTA DAT DOC DTM EBD EMP EQN ERC ERP FAR FOP FTI FTX "
	"GEI GID GIS IFT LOC LTS MEA MON MSG NAD NAT ORG PDT PTK QTY RCI REF RFF RPI SAC SRC SSD SSR "
	"TBD TDT TIF TKT TRA TRI TVL TXD UCD UCF UCI UCM UCS UNA UNB UNE UNG UNH UNS UNT UNZ ";

bool edi_tag_known(uint32_t code)
{
	size_t low = 0;
	size_t high = (sizeof tags - 1) / 4;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const unsigned char *t = (const unsigned char *)tags + middle * 4;
		uint32_t tag = EDI_TAG(t[0], t[1], t[2]);
		if (tag == code)
			return true;
		if (tag < code)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}
