// Makes a face space of 60 people, tells how much its first axes explain, and makes identities along three of them.
// With a folder of photos in place of people.npy, it is the face space of these people.
// The argument is the path of a folder for the files; without one, ImageJ asks for it.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder");
run("Invent People...", "count=60 distance=0.1 save=[" + folder + "/people.npy]");
run("Face Space...", "people=[" + folder + "/people.npy] levels=[-2 0 2] faces=[" + folder + "/faces.npy] save=[" + folder + "/space.npz]");

// A row for each axis: axis, deviation, explained, cumulative.
rows = split(File.openAsString(folder + "/space.csv"), "\r\n");
values = split(rows[10], ",");
print("The first 10 axes explain " + round(100 * parseFloat(values[3])) + " %");
