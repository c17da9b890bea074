// Invents two people and goes from one to the other in steps that are equal as measured, as a set for an experiment.
// The argument is the path of a folder; without one, ImageJ asks for it.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder");
people = folder + "/two-people.npy";
set = folder + "/continuum";
File.makeDirectory(set);
run("Invent People...", "count=2 distance=0.7 seed=3 save=[" + people + "]");
// Few steps, pictures and tries, to be quick. An experiment needs more: count=8 budget=400 and the usual sampler.
run("Continuum...", "people=[" + people + ", row 1] other=[" + people + ", row 2] frames=3 count=2 sampler=LCM"
	+ " budget=16 tolerance=0.25 set=[" + set + "] counterbalance=true");

// A row for each picture. Texts with commas come first, so the columns are counted from the end.
rows = split(File.openAsString(set + "/stimuli.csv"), "\r\n");
for (i = 1; i < rows.length; i++) {
	values = split(rows[i], ",");
	n = values.length;
	print(values[0] + ", " + values[n - 9] + ": asked " + d2s(parseFloat(values[n - 7]), 3) + ", measured "
		+ d2s(parseFloat(values[n - 6]), 3));
}
