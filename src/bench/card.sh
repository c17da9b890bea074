#!/usr/bin/env bash
# What a graphics card computes and how fast, on 64-bit Linux, without Maven, Java or a network there.
#
#     src/bench/card.sh prepare FOLDER [WHEELS] [cuda]
#
# on a developer's computer writes arc2face-card.tar.gz into FOLDER in parts of at most 60 MB. WHEELS is a folder with
# WebGPU's wheel, else pip downloads it; "cuda" puts ONNX Runtime's CUDA library in, 5 parts more. On the computer with the card
#
#     cat arc2face-card.tar.gz.* | tar xz && arc2face-card/card.sh
#
# takes about 15 minutes, 5 GB of disk and 6 GB of memory, and leaves result.txt beside card.sh: send that back to whom you have
# the folder from. Its figures go into src/site/devices.md.
# "card.sh tiny" tries it with small networks. Nothing is written outside arc2face-card; delete it afterwards.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

prepare() {
	local folder=$1 wheels=${2:-} cuda=${3:-} repository="$here/../.." classpath
	[ "$wheels" = cuda ] && wheels= cuda=cuda
	mkdir -p "$folder"
	folder="$(cd "$folder" && pwd)"
	local card="$folder/arc2face-card"
	[ -n "$wheels" ] && wheels="$(cd "$wheels" && pwd)"
	cd "$repository"
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
	rm -rf "$card" "$folder"/arc2face-card.tar.gz.*
	mkdir -p "$card/jars" "$card/wheels"
	jlink --add-modules java.desktop,java.logging,java.management,java.naming,java.net.http,java.prefs,java.sql,jdk.management,jdk.unsupported,jdk.zipfs \
		--strip-debug --no-header-files --no-man-pages --compress=2 --output "$card/java"
	cp -r target/classes target/test-classes "$card"
	cp src/bench/card.sh test-images/astronaut.png LICENSE.txt "$card"
	if [ -n "$wheels" ]; then
		cp "$wheels"/onnxruntime_ep_webgpu-*manylinux*x86_64.whl "$card/wheels"
	else
		python3 -m pip download -q --no-deps --only-binary :all: --dest "$card/wheels" onnxruntime-ep-webgpu==0.4.0
	fi
	tr ':' '\n' <target/classpath | while read -r jar; do
		case $jar in
			*/onnxruntime_gpu-*) trim "$jar" "$card/jars/onnxruntime.jar" "$cuda" ;;
			*) cp "$jar" "$card/jars" ;;
		esac
	done
	tar -C "$folder" -cz arc2face-card | split -b 60000000 -d - "$folder/arc2face-card.tar.gz."
	(cd "$folder" && sha256sum arc2face-card.tar.gz.* >SHA256SUMS && ls -l arc2face-card.tar.gz.*)
}

# The jar without the libraries of Windows and TensorRT, and without CUDA's unless wanted.
trim() {
	python3 - "$@" <<'PYTHON'
import sys, zipfile
source, target, cuda = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        native = "/native/" in name
        if not native or "linux-x64" in name and "tensorrt" not in name and (cuda or "cuda" not in name):
            new.writestr(name, old.read(name))
PYTHON
}

# The most memory that the cards' drivers say is in use, all programs together, in MB.
watch_memory() {
	local most=0 now
	while sleep 0.5; do
		now=$({
			nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits 2>/dev/null
			awk '{print int($1 / 1000000)}' /sys/class/drm/card*/device/mem_info_vram_used 2>/dev/null
		} | sort -n | tail -n 1) || true
		if [ "${now:-0}" -gt "$most" ]; then
			most=$now
			echo "$most" >"$here/memory"
		fi
	done
}

device() {
	local watcher code=0
	echo "== $1"
	echo "not told by the driver" >"$here/memory"
	watch_memory &
	watcher=$!
	"$here/java/bin/java" -Xmx1g --enable-native-access=ALL-UNNAMED -Duser.home="$here/home" -Djava.awt.headless=true \
		-cp "$here/classes:$here/test-classes:$here/jars/*" io.github.arc2faceij.bench.CardBench "$1" "$here" "$2" \
		2>>"$here/log.txt" || code=$?
	kill $watcher 2>/dev/null || true
	echo "most memory in use on the card, MB: $(cat "$here/memory")"
	[ $code = 0 ] || { echo "ended with exit code $code:" && tail -n 15 "$here/log.txt"; }
}

run() {
	echo "Arc2Face for ImageJ, $(date -u +%FT%TZ), $1"
	uname -srm
	grep -m 1 "model name" /proc/cpuinfo || true
	grep MemTotal /proc/meminfo
	lspci 2>/dev/null | grep -iE "vga|3d|display" || true
	nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null || true
	vulkaninfo --summary 2>/dev/null | grep -E "deviceName|driverInfo|apiVersion" || true
	mkdir -p "$here/home"
	: >"$here/log.txt"
	for name in WebGPU CUDA CPU; do
		device $name "$1"
	done
}

case ${1:-full} in
	prepare) shift && prepare "$@" ;;
	full | tiny)
		run "${1:-full}" | tee "$here/result.txt"
		grep -qE "^(WebGPU|CUDA).*a step of batch" "$here/result.txt" ||
			echo "No graphics card was measured: the lines above say what each device lacks." | tee -a "$here/result.txt"
		[ "${1:-full}" = full ] || echo "These networks are small: run card.sh without \"tiny\" for figures of use." | tee -a "$here/result.txt"
		echo "Done. Please send the file $here/result.txt back to whom you have this folder from: the figures go into the"
		echo "project's table of devices. Then delete the folder $here; nothing was written outside of it."
		;;
	*) sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit 2 ;;
esac
