#!/bin/bash
# Makes a data set with Slurm: sbatch --array=1-16 job-array.sh job.json
# Each task makes its part of the shards. Whatever was stopped goes on when the array is submitted again.
#SBATCH --job-name=arc2face
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=24:00:00
#SBATCH --requeue

# For two cards a task, add the line "#SBATCH --gpus-per-task=2" above and set DEVICE="CUDA (NVIDIA GPU)" and CARDS=0,1.
DEVICE=${DEVICE:-CPU}
CARDS=${CARDS:-0}
# The folder with the plugin's jar and the jars that it needs, as scale.md tells.
JARS=${JARS:-$HOME/arc2face}

part=${SLURM_ARRAY_TASK_ID:-1}/${SLURM_ARRAY_TASK_COUNT:-1}
exec java -Xmx2g -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -cp "$JARS/*" \
    io.github.arc2faceij.job.Main run "$1" --shards "$part" --device "$DEVICE" --cards "$CARDS"
