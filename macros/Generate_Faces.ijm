// Makes new pictures of the person on a photo, with one seed and two guidance scales.
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");
for (guidance = 2; guidance <= 4; guidance += 2) {
	run("Generate Faces...", "image=Photo count=2 steps=10 guidance=" + guidance + " seed=7");
	rename("Guidance " + guidance);
	print(getTitle() + ": " + nSlices + " pictures of " + getWidth() + " x " + getHeight());
}
