@echo off
rem Starts Savepoint on the Java that came with it. Without an argument: the window; with one: the command line.
rem SAVEPOINT_JAVA_OPTS is given to Java as it stands.
setlocal DisableDelayedExpansion
for %%I in ("%~dp0..") do set "APP=%%~fI"

set "FLAGS=-Xmx512m"
if "%~1"=="" set "FLAGS=-Xms16m -Xmx512m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20"

set QUICK="@%APP%\lib\commands.jvm"
if "%~1"=="" set "QUICK="
if /i "%~1"=="watch" set "QUICK="

rem Missing or no longer fitting, it only costs time, and nobody needs to read of it.
set "CACHE="
if not "%~1"=="" if exist "%APP%\lib\savepoint.aot" set CACHE="-XX:AOTCache=%APP%\lib\savepoint.aot"

set "ZSTD="
if exist "%APP%\runtime\bin\libzstd-jni.dll" set ZSTD="-DZstdNativePath=%APP%\runtime\bin\libzstd-jni.dll"

"%APP%\runtime\bin\java.exe" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders %FLAGS% %QUICK% --enable-native-access=ALL-UNNAMED,javafx.graphics %CACHE% "-Dorg.sqlite.lib.path=%APP%\runtime\bin" %ZSTD% -Xlog:disable "-Xlog:all=warning,aot*=off,cds*=off:stderr" %SAVEPOINT_JAVA_OPTS% -cp "%APP%\lib\savepoint.jar" app.savepoint.app.Main %*
exit /b %ERRORLEVEL%
