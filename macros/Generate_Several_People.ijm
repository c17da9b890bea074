// Draws two people into one picture, each in a region: the left half and the right half, with a soft edge between them.
// The argument is the paths of two photos, separated by a semicolon; without one, ImageJ asks for them.
photos = split(getArgument(), ";");
if (photos.length < 2) photos = newArray(File.openDialog("Choose a photo"), File.openDialog("Choose another photo"));

// The regions are the ROIs of an image that has the shape of the new pictures.
newImage("Canvas", "8-bit black", 256, 128, 1);
makeRectangle(0, 0, 128, 128);
Overlay.addSelection;
makeRectangle(128, 0, 128, 128);
Overlay.addSelection;
run("Select None");
run("Generate Several People...", "image=Canvas people=[" + photos[0] + ";" + photos[1] + "] feather=4 count=2 width=256 height=128");

for (i = 1; i <= nSlices; i++) {
	setSlice(i);
	print(getTitle() + ": " + getInfo("slice.label"));
}
