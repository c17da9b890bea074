// Replaces the faces on a photo by invented people, and saves the new photo as PNG. Then does the same with all photos of the
// photo's folder, and prints what a recogniser still knows: 1 is the same person, 0 is a stranger.
// The argument is the paths of a photo and of an empty folder, separated by a semicolon; without one, ImageJ asks for them.
paths = split(getArgument(), ";");
if (paths.length < 2) paths = newArray(File.openDialog("Choose a photo"), getDirectory("Choose an empty folder"));
open(paths[0]);
rename("Photo");
run("De-identify Photo...", "image=Photo steps=6 seed=5");
print(getTitle() + ": " + getInfo("slice.label"));
rename("result");
run("Save Faces...", "image=result folder=[" + paths[1] + "] format=[PNG, one file per slice]");

// Hair, clothes and background are still the photo's: look before you share.
run("De-identify Photo...", "input=[" + File.getParent(paths[0]) + "] output=[" + paths[1] + "] steps=6 seed=5");
rows = split(File.openAsString(paths[1] + "/De-identified Faces.csv"), "\r\n");
names = split(rows[0], ",");
for (i = 1; i < rows.length; i++) {
	values = split(rows[i], ",");
	for (j = 0; j < names.length; j++)
		if (names[j] == "original_after") print(values[0] + ": cosine to the person " + d2s(parseFloat(values[j]), 2));
}
