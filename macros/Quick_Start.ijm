// The first picture: four new faces of the person on NASA's portrait of Eileen Collins.
// The argument is the folder of the project; without one, ImageJ asks for it.
project = getArgument();
if (project == "") project = getDirectory("Choose the folder of Arc2Face for ImageJ");
if (!endsWith(project, File.separator)) project = project + File.separator;
folder = project + "first-picture" + File.separator;
File.makeDirectory(folder);

open(project + "test-images" + File.separator + "astronaut.png");
run("Generate Faces...", "face=[Largest face] count=4 steps=25 guidance=3.0 sampler=[DPM++ 2M] seed=42 noise=[torch CPU]");

for (i = 1; i <= nSlices; i++) {
	setSlice(i);
	saveAs("png", folder + "face-" + i + ".png");
	print("Wrote " + folder + "face-" + i + ".png");
}
setSlice(1);
saveAs("tiff", folder + "faces.tif");
print("Wrote " + folder + "faces.tif");
if (!is("Batch Mode")) {
	run("Set... ", "zoom=300");
	selectImage("faces.tif");
}
