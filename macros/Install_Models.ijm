// Fills a model folder from another folder or a zip, for example on a machine without internet. Without source= the same
// line downloads. accept=true says that you have read the licences, which the dialog names, and accept them.
// The argument is source;folder, both as full paths; without one, ImageJ asks for them.
paths = split(getArgument(), ";");
if (paths.length < 2) paths = newArray(getDirectory("Choose the models"), getDirectory("Choose the folder to fill"));
run("Install Models...", "source=[" + paths[0] + "] folder=[" + paths[1] + "] mode=[Copy the files] accept=true");
print("Filled " + paths[1]);
