// Saves generated pictures so that each file says that it is synthetic and how it was made, and makes them again from one.
// The argument is a photo's path and a folder, separated by a semicolon; without one, ImageJ asks for both.
paths = split(getArgument(), ";");
if (paths.length < 2) paths = newArray(File.openDialog("Choose a photo"), getDirectory("Choose a folder"));
open(paths[0]);
rename("Photo");
run("Generate Faces...", "count=2 steps=10");
run("Save Faces...", "image=[Faces of Photo] folder=[" + paths[1] + "] format=[PNG, one file per slice] overwrite=true");
run("Save Faces...", "image=[Faces of Photo] folder=[" + paths[1] + "] format=[TIFF, one file for the stack] overwrite=true");

png = paths[1] + File.separator + "Faces of Photo-0002.png";
run("Generate from Recipe...", "recipe=[" + png + "] sources=Photo exact=true");
print(getInfo("slice.label"));
