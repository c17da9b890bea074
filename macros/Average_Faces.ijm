// Averages the faces on all pictures of a folder: a picture of their mean shape and colour, and a picture of the mean identity.
// The argument is the paths of the folder and of another one for the result, separated by a semicolon; without one, ImageJ asks.
folders = split(getArgument(), ";");
if (folders.length < 2) folders = newArray(getDirectory("Choose the pictures"), getDirectory("Choose a folder for the result"));
mean = folders[1] + "/mean.npy";
run("Average Faces...", "folder=[" + folders[0] + "] width=192 height=240 distance=64 save=[" + mean + "]");
rename("Average");
print(getWidth() + " x " + getHeight() + " pixels");

// The mean identity, as the model draws it.
run("Generate Faces...", "people=[" + mean + "] count=1 steps=5");
print("Pictures of the mean identity: " + nSlices);
