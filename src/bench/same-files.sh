#!/usr/bin/env bash
# Whether a job's files are the same from one process, from two processes that are killed and started again, and from
# Spark with a task that is killed.
#
#     mvn -Pspark,jars -DskipTests package
#     src/bench/same-files.sh FOLDER [PEOPLE]
#
# makes 10 pictures of each of 200 people three times, in 4 shards, which takes hours; with less PEOPLE it is sooner done. What is
# finished in FOLDER is not made again. The third time is left out where spark-submit is not installed.
set -euo pipefail
repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
mkdir -p "$1" && cd "$1"
people=${2:-200}
jars=$(printf %s: "$repository"/target/Arc2Face_-0.1.0-SNAPSHOT.jar "$repository"/target/jars/*.jar)

# The job, with an output folder of that name.
job() {
	cat >"$1.json" <<-JSON
		{"people": {"space": {"count": $people, "distance": 0.3}}, "pictures": 10,
		 "sampling": {"sampler": "LCM", "steps": 2}, "conditions": {"yaw": {"normal": [0, 15]}},
		 "accept": {"cosine": 0.3, "tries": 2}, "output": {"folder": "$1", "shard": $((people * 10 / 4))}}
	JSON
}

main() {
	exec java -Xmx1g --enable-native-access=ALL-UNNAMED -cp "$jars" io.github.arc2faceij.job.Main "$@"
}

# Kills the process $1 when it has written 0.1 MB of the shard $2; not when that was made before.
kill_within() {
	while [ -z "$(find killed -name "shard-00000$2.tar.*.part" -size +100k)" ]; do
		kill -0 "$1" 2>/dev/null || return 0
		sleep 0.2
	done
	kill -9 "$1"
	wait "$1" || echo "killed within shard $2"
}

# One of two processes: makes shards $1 and $1 + 2, and is killed within each of them.
worker() {
	for shard in "$1" $(($1 + 2)); do
		rm -f killed/shard-00000"$shard".tar.*.part
		main run killed.json --shards $(($1 + 1))/2 &
		kill_within $! "$shard"
	done
	main run killed.json --shards $(($1 + 1))/2
}

timed() {
	local start=$SECONDS
	"$@"
	echo "$1: $((SECONDS - start)) seconds"
}

one() {
	job one
	(main run one.json)
}

killed() {
	job killed
	mkdir -p killed
	worker 0 >killed-0.log 2>&1 &
	worker 1 >killed-1.log 2>&1 &
	wait -n && wait -n
	cat killed-?.log
}

spark() {
	job spark
	spark-submit --master 'local[2]' --driver-memory 1g --class io.github.arc2faceij.spark.SparkMain \
		--jars "$(tr -s : , <<<"${jars%:}")" --conf spark.speculation=true --conf spark.speculation.quantile=0.5 \
		--conf spark.speculation.multiplier=1.01 --conf spark.extraListeners=io.github.arc2faceij.spark.TaskKiller \
		--driver-class-path "$repository/target/spark-test-classes" \
		"$repository/target/Arc2Face_-0.1.0-SNAPSHOT-spark.jar" "$PWD/spark.json"
}

timed one
timed killed
(cd one && sha256sum shard-*) >one.sha256
(cd killed && sha256sum --quiet -c ../one.sha256 && echo "killed: the same files")
if command -v spark-submit >/dev/null; then
	timed spark
	(cd spark && sha256sum --quiet -c ../one.sha256 && echo "spark: the same files")
fi
