// Turns the person on a photo: a stack from the front to 40 degrees, and a picture in the photo's own pose.
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");

run("Generate Faces in Pose...", "image=Photo count=1 steps=10 pose=Angles yaw=40 frames=3 condition=true");
show("Turning head");

run("Detect Faces...", "image=Photo landmarks=true");
run("Generate Faces in Pose...", "image=Photo count=1 steps=10 pose=[Landmark overlay] strength=1.2");
show("Own pose");

function show(name) {
	rename(name);
	for (i = 1; i <= nSlices; i++) {
		setSlice(i);
		print(name + " " + i + ": " + getInfo("slice.label"));
	}
}
