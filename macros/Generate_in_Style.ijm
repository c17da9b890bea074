// Makes pictures of the person on a photo in the style of another picture, by an IP-Adapter: without it, and with more and more.
// Needs Arc2Face with the bundles IP-Adapter and IP-Adapter image encoder: Install Models..., then choose its folder in
// Edit > Options > Arc2Face.... Without them, the macro ends with a sentence that says what to install.
// The argument is the paths of the photo and of the other picture, separated by a semicolon; without one, ImageJ asks for them.
paths = split(getArgument(), ";");
if (paths.length < 2) paths = newArray(File.openDialog("Choose a photo"), File.openDialog("Choose a picture for the style"));
open(paths[0]);
rename("Photo");
for (amount = 0; amount <= 1; amount += 0.5) {
	run("Generate Faces...", "image=Photo count=1 steps=10 seed=7 adapter=ip-adapter_sd15 examples=[" + paths[1] + "] layers=style amount=" + amount);
	rename("Style " + amount);
	print(getTitle() + ": " + getWidth() + " x " + getHeight());
}
