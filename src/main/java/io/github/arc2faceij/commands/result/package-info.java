/**
 * What a run leaves: the stack that is shown, tables, and a plot. Start with
 * {@link io.github.arc2faceij.commands.result.GeneratedStack}.
 */
package io.github.arc2faceij.commands.result;
