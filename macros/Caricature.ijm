// Makes the opposite, an anti-caricature and a caricature of the person on a photo, and tells how similar they are.
// The argument is the photo's path; without one, ImageJ asks for it.
photo = getArgument();
if (photo == "") photo = File.openDialog("Choose a photo");
open(photo);
rename("Photo");
run("Caricature...", "people=Photo levels=[-1 0.5 1 1.5] save=[" + photo + ".caricatures.npy]");

// A row for each level: file, row, source, level, cosine_to_person, cosine_to_mean.
rows = split(File.openAsString(photo + ".caricatures.csv"), "\r\n");
for (i = 1; i < rows.length; i++) {
	values = split(replace(rows[i], "\"Photo, face 1\"", "Photo"), ",");
	print("Level " + values[3] + ": cosine to the person " + d2s(parseFloat(values[4]), 3));
}
