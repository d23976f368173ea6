@echo off
rem Double-click this file to open the workbook. It finds Python, or says how to get it; no administrator rights are needed.
setlocal
cd /d "%~dp0"
set "FOUND="
for %%v in (3.14 3.13 3.12 3.11) do if not defined FOUND (
  py -%%v -c "import sys" >nul 2>nul && set "FOUND=py -%%v"
)
if not defined FOUND (
  python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=python"
)
if not defined FOUND goto nopython
%FOUND% start.py %*
set "CODE=%errorlevel%"
if not "%CODE%"=="0" pause
exit /b %CODE%

:nopython
echo The workbook needs Python 3.11 or newer, and I found none on this computer.
echo The page "Get Python first.html" beside this file says how to get it. You need no administrator rights.
if not defined WORKBOOK_STAY_QUIET start "" "Get Python first.html"
pause
exit /b 1
