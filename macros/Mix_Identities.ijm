// Goes from the person on one photo to the person on another, with the same noise for all pictures.
// The argument is the paths of both photos, separated by a semicolon; without one, ImageJ asks for them.
photos = split(getArgument(), ";");
if (photos.length < 2) photos = newArray(File.openDialog("Choose a photo"), File.openDialog("Choose another photo"));
open(photos[1]);
rename("Other");
open(photos[0]);
rename("Photo");
run("Mix Identities...", "image=Photo count=1 steps=10 other=Other ratio=1 frames=3");

for (i = 1; i <= nSlices; i++) {
	setSlice(i);
	print(getInfo("slice.label"));
}
