// Computes the identities of all faces on a photo, 512 numbers each: the table "Face IDs", and a file beside the photo.
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
file = photo + ".csv";
run("Compute Face IDs...", "face=[All faces] save=[" + file + "]");
print("Wrote " + file);
