/**
 * How macros call commands in ImageJ2: defaults of keys that are left out, keys that do not exist, numbers as texts. Start
 * with {@link io.github.arc2faceij.commands.macro.MacroInputs}.
 */
package io.github.arc2faceij.commands.macro;
