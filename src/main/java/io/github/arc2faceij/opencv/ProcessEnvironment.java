package io.github.arc2faceij.opencv;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.NativeMemory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.CvCmpFunc;

/**
 * The environment variables of this process, for its native libraries. Java cannot change them. C's {@code setenv} can, and
 * JavaCPP, which carries OpenCV, calls it: OpenCV has a type of functions that take three pointers as well.
 */
public final class ProcessEnvironment {

    private static final Pointer KEEP_WHAT_IS_SET = null;

    static {
        NativeMemory.liftLimit();
    }

    private ProcessEnvironment() {}

    /**
     * Sets a variable, unless the user has set it already. Linux and macOS only.
     *
     * @param name of the variable
     * @param value that it gets
     * @return whether the system did it
     * @throws Arc2FaceException when OpenCV cannot start on this computer
     */
    public static boolean set(String name, String value) {
        return Mats.attempt("set " + name, () -> {
            try (BytePointer first = new BytePointer(name);
                    BytePointer second = new BytePointer(value);
                    PointerPointer<Pointer> address = new PointerPointer<>(1)) {
                Pointer setenv = Loader.addressof("setenv");
                return setenv != null && call(address.put(setenv), first, second) == 0;
            }
        });
    }

    private static int call(PointerPointer<Pointer> address, BytePointer name, BytePointer value) {
        try (CvCmpFunc setenv = new CvCmpFunc(address)) {
            return setenv.call(name, value, KEEP_WHAT_IS_SET);
        }
    }
}
