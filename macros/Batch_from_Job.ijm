// Makes a data set of invented people as a job file describes it. Stopped and started again, it goes on where it was.
// Runs without a display, too. The argument is a folder for the job file and the data set; without one, ImageJ asks.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the data set");
job = folder + File.separator + "job.json";
File.saveString("{\"seed\": 42, \"people\": {\"space\": {\"count\": 2, \"distance\": 0.3}}, \"pictures\": 1,"
    + " \"sampling\": {\"sampler\": \"LCM\"}, \"conditions\": {\"yaw\": {\"normal\": [0, 15]}},"
    + " \"accept\": {\"face\": false, \"tries\": 1}, \"output\": {\"folder\": \"people\", \"form\": \"folders\", \"shard\": 1}}", job);
run("Batch from Job...", "job=[" + job + "] shards=[1/1]");
