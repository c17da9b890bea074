// Makes new pictures of the people on all photos of a folder: a TIFF stack for each photo, and a table of what became of them.
// Stopped and started again, it goes on where it was. Runs without a display, too.
// The argument is the folder with the photos and another one for the stacks, separated by a semicolon; without one, ImageJ asks.
folders = split(getArgument(), ";");
if (folders.length < 2) folders = newArray(getDirectory("Choose the photos"), getDirectory("Choose a folder for the stacks"));
keys = "input=[" + folders[0] + "] output=[" + folders[1] + "] face=[All faces] count=2 steps=10";
run("Batch...", keys);

// Turning heads, into a folder of their own.
heads = folders[1] + File.separator + "turning";
File.makeDirectory(heads);
keys = "input=[" + folders[0] + "] output=[" + heads + "] count=1 steps=10 options=[pose=Angles yaw=30 frames=3]";
run("Batch...", keys);
