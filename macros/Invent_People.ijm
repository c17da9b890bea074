// Invents six people, then five foils for a line-up, and makes two pictures of the first foil.
// The argument is the paths of a photo and of a folder, separated by a semicolon; without one, ImageJ asks for them.
paths = split(getArgument(), ";");
if (paths.length < 2) paths = newArray(File.openDialog("Choose a photo"), getDirectory("Choose a folder"));
open(paths[0]);
rename("Photo");
run("Invent People...", "count=6 distance=0.5 seed=1 save=[" + paths[1] + "/people.npy]");

// All foils are as similar to the photo as was asked for; the last column of their table says so.
foils = paths[1] + "/foils.npy";
run("Invent People...", "count=5 distance=0.2 target=Photo similarity=0.4 seed=1 save=[" + foils + "]");
rows = split(File.openAsString(paths[1] + "/foils.csv"), "\r\n");
least = 1;
most = -1;
for (i = 1; i < rows.length; i++) {
	values = split(rows[i], ",");
	cosine = parseFloat(values[values.length - 1]);
	least = minOf(least, cosine);
	most = maxOf(most, cosine);
}
print("Foils: cosine " + d2s(least, 4) + " to " + d2s(most, 4));

// At ratio 1 nothing of the photo is left in the mixture.
run("Mix Identities...", "image=Photo count=2 steps=5 other=[" + foils + ", row 1] ratio=1");
print("Pictures: " + nSlices);
