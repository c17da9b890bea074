"""Shows each face of a stimulus set to a participant and asks whether it was seen before (PsychoPy 2024 and later).

Put this file into the folder of the set, beside participant-1.csv, and start it with PsychoPy. The set was made with
counterbalance=true. Participants beyond the last list begin with the first one again.
"""

import glob

from psychopy import core, data, event, gui, visual

info = {"participant": 1}
if not gui.DlgFromDict(info, title="Faces").OK:
    core.quit()

lists = len(glob.glob("participant-*.csv"))
number = (int(info["participant"]) - 1) % lists + 1
conditions = data.importConditions(f"participant-{number}.csv")
trials = data.TrialHandler(conditions, nReps=1, method="sequential", extraInfo=info)

window = visual.Window(color="grey", units="height")
picture = visual.ImageStim(window, size=(0.6, 0.6))
question = visual.TextStim(window, text="Seen before? y / n", pos=(0, -0.4), height=0.04)
clock = core.Clock()

for trial in trials:
    picture.image = trial["file"]
    picture.draw()
    question.draw()
    window.flip()
    clock.reset()
    key, seconds = event.waitKeys(keyList=["y", "n", "escape"], timeStamped=clock)[0]
    if key == "escape":
        break
    trials.addData("answer", key)
    trials.addData("seconds", seconds)

trials.saveAsWideText(f"answers-{info['participant']}.csv", delim=",")
window.close()
core.quit()
