// Shows how the head on a photo is turned: the normal map that the model looks at, from the landmarks of Detect Faces...
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");
run("Detect Faces...", "landmarks=true");
run("Show Pose Normal Map...", "image=Photo pose=[Landmark overlay]");

print(getMetadata("Info"));
