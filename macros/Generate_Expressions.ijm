// Opens the mouth of the person on a photo: the same noise with the jaw turned by three angles.
// Needs Arc2Face with the Expression Adapter: Install Models..., then choose its folder in Edit > Options > Arc2Face....
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");
for (jaw = 0; jaw <= 0.3; jaw += 0.15) {
	// 50 numbers of FLAME's expression, 2 of eyelids, 3 of the jaw; its first turns it open, in radians.
	expression = "";
	for (i = 0; i < 52; i++) expression += "0, ";
	expression = expression + jaw + ", 0, 0";
	run("Generate Faces...", "image=Photo count=1 steps=10 seed=7 expression=[" + expression + "]");
	rename("Jaw " + jaw);
	print(getTitle() + ": " + getWidth() + " x " + getHeight());
}
