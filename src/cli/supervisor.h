/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/supervisor.h - tells the service manager how the program stands (sd_notify(3): a
 * datagram to the socket that $NOTIFY_SOCKET names). Private to cli/.
 */
#ifndef CLI_SUPERVISOR_H
#define CLI_SUPERVISOR_H

/* "READY=1", "STOPPING=1", "RELOADING=1". Does nothing where nobody asks to be told. */
void supervisor_tell(const char *state);

#endif
