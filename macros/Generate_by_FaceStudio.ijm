// Makes pictures of the person on a photo in the style of another picture, of both that picture and a prompt, and of the prompt.
// Needs a model of FaceStudio's form, which somebody has to train first: see src/site/model-folders.md. Choose its folder in
// Edit > Options > Arc2Face.... With another model, the macro ends with a sentence that says so.
// The argument is the paths of the photo and of the other picture, separated by a semicolon; without one, ImageJ asks for them.
paths = split(getArgument(), ";");
if (paths.length < 2) paths = newArray(File.openDialog("Choose a photo"), File.openDialog("Choose a picture for the style"));
open(paths[0]);
rename("Photo");
style = "style=[" + paths[1] + "]";
prompt = "prompt=[a garden]";
wanted = newArray(style, style + " " + prompt + " alpha=0.5", prompt);
for (i = 0; i < wanted.length; i++) {
	run("Generate Faces...", "image=Photo count=1 steps=25 seed=7 " + wanted[i]);
	rename("Faces " + (i + 1));
	print(getTitle() + ": " + getWidth() + " x " + getHeight());
}
