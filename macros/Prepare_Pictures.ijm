// Makes the faces on all pictures of a folder alike: eyes at the same places, an oval on grey, the same histogram.
// The argument is the folder's path; without one, ImageJ asks for it.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder of pictures");
table = folder + "/prepared.csv";
run("Prepare Pictures...", "folder=[" + folder + "] width=192 height=240 distance=64 feather=3 match=[Exact histogram (histMatch)] save=[" + table + "]");
print(getTitle() + ": " + nSlices + " pictures of " + getWidth() + " x " + getHeight());

// A row for each picture. Where colours left the range, something is left of the difference: see the column "clipped".
rows = split(File.openAsString(table), "\r\n");
names = split(rows[0], ",");
for (i = 1; i < rows.length; i++) {
	text = replace(rows[i], ", face", " face");
	values = split(replace(text, "\"", ""), ",");
	for (k = 0; k < names.length; k++) {
		if (names[k] == "histogram_before") before = parseFloat(values[k]);
		if (names[k] == "histogram_after") after = parseFloat(values[k]);
	}
	print(values[1] + ": histogram off by " + d2s(100 * before, 1) + " % before, " + d2s(100 * after, 1) + " % after");
}
