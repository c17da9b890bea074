// Cuts the largest face on a photo out upright, as the pictures that Arc2Face was trained with are cut.
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");
run("Align Face...", "image=Photo face=[Largest face] size=256");

print(getTitle() + ": " + getWidth() + " x " + getHeight());
print(getMetadata("Info"));
