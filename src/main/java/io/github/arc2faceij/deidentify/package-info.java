/**
 * Photos whose faces are replaced by people who do not exist: which faces can be, who is invented for whom, how the drawn
 * faces are put back, and what a recogniser still knows. Start with
 * {@link io.github.arc2faceij.deidentify.Deidentifier}.
 */
package io.github.arc2faceij.deidentify;
