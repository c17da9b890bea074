// Compares the faces on a photo with those on its mirror image: cosine similarities as a picture and as a table.
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");
open(photo);
rename("Mirror image");
run("Flip Horizontally");
run("Compare Face IDs...", "image=Photo other=[Mirror image]");

// Squares of 48 pixels; the first row and the first column are headings.
print("First face and its mirror image: " + d2s(getPixel(1 * 48 + 24, 1 * 48 + 24), 3));
