// Finds the faces on a photo: boxes and landmarks as an overlay, and the table "Faces".
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
run("Detect Faces...", "confidence=0.5 landmarks=true manager=false");
print("The overlay has " + Overlay.size + " selections.");
