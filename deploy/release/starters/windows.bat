@echo off
rem Double-click this file to open the workbook. It finds Python, or says how to get it; no administrator rights are needed.
setlocal
rem A folder on a server (\\name\...) gets a letter by this; cd would stay elsewhere.
pushd "%~dp0"
if not exist start.py goto notunzipped
set "FOUND="
call :try py -3.14
call :try py -3.13
call :try py -3.12
call :try py -3.11
rem The newest that there is, whatever its number.
call :try py -3
call :try python
if not defined FOUND goto nopython
call %FOUND% start.py %*
set "CODE=%errorlevel%"
if not "%CODE%"=="0" pause
exit /b %CODE%

:try
if defined FOUND exit /b 0
call %* -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "FOUND=%*"
exit /b 0

:notunzipped
echo This file was started alone, out of the ZIP. Unzip the whole folder first: right-click the ZIP, "Extract All".
echo Then start it from there.
pause
exit /b 1

:nopython
echo The workbook needs Python 3.11 or newer, and I found none on this computer.
echo The page "Get Python first.html" beside this file says how to get it. You need no administrator rights.
if not defined WORKBOOK_STAY_QUIET start "" "Get Python first.html"
pause
exit /b 1
