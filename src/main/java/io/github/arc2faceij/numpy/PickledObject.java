package io.github.arc2faceij.numpy;

/**
 * An object of a pickle, as a description: what it would have been made by and from. Nothing is ever made or called.
 */
public final class PickledObject {

    private final String type;
    private final Object[] arguments;
    private Object state;

    PickledObject(String type, Object[] arguments) {
        this.type = type;
        this.arguments = arguments;
    }

    /** @return the class or function that the pickle names, {@code "scipy.sparse.csc.csc_matrix"} */
    public String type() {
        return type;
    }

    /** @return what it is called with */
    Object[] arguments() {
        return arguments;
    }

    /** @return what the object is filled with, often a map of its attributes; null when it is filled with nothing */
    public Object state() {
        return state;
    }

    void fill(Object newState) {
        state = newState;
    }
}
