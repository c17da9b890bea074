// Makes pictures again from the recipe that they carry, and proves that they are the same.
// The argument is a photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");
run("Generate Faces...", "count=2 steps=10 seed=7");
rename("First");
run("Generate from Recipe...", "image=First sources=Photo exact=true");

title = "Faces of Photo, face 1";
same = true;
first = newArray(100);
for (slice = 1; slice <= 2; slice++) {
	selectImage("First");
	setSlice(slice);
	for (p = 0; p < 100; p++) first[p] = getPixel(p, p);
	selectImage(title);
	setSlice(slice);
	for (p = 0; p < 100; p++) if (getPixel(p, p) != first[p]) same = false;
}
if (same) print("The same pictures");
else print("Other pictures");
